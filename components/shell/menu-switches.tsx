"use client";

import { AlertItems } from "./alert-items";
import { DutyItem } from "./duty-item";
import { EnterItem } from "./enter-item";

/** The switches of the operator's menu: duty, sounds and notifications, the Enter key. */
export function MenuSwitches(props: { id: number; isOnDuty: boolean; releaseMinutes: number }) {
  return (
    <>
      <DutyItem {...props} />
      <AlertItems />
      <EnterItem />
    </>
  );
}
