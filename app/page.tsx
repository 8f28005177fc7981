import { redirect } from "next/navigation";

/** The address without a path: the desk. */
export default function Home() {
  redirect("/chat");
}
