/** Names of colour tokens; never CSS. */
export const tagColors = ["grey", "blue", "green", "amber", "red", "violet", "teal"] as const;
export type TagColor = (typeof tagColors)[number];
