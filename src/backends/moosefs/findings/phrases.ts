/** What an error about a resource keeps holdfast from. */
export const planNothing =
  "holdfast plans nothing for this resource and for those that need it, and changes nothing for them.";
