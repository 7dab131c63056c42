/** What was done about an error in the file. */
export const refused = "Nothing was contacted; plan and apply refuse the file until it is corrected.";

/** What was done about a warning in the file. */
export const goesOn = "The file is accepted, and plan and apply go on with it.";
