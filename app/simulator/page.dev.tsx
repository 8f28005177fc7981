import { redirect } from "next/navigation";
import { simulatorUrl } from "@/lib/telegram/simulator-url";

/** Development only: leads to the page on which one plays clients and operators. */
export default function SimulatorPage() {
  const url = simulatorUrl();
  if (url) redirect(url);
  return (
    <p className="p-8">
      A real bot is connected (TELEGRAM_TOKEN is set), so there is no simulator.
    </p>
  );
}
