import { createContext } from "react";

/** Whether what is drawn stands in a dialog: the page beside it is hidden from readers then. */
export const InDialog = createContext(false);
