/** What an error about a volume keeps holdfast from. */
export const planNothing =
  "holdfast plans no change of this volume and of the mounts that need it. The volume stays as it is.";
