/** Why a client changed hands: part of the log line and of the line in the thread. */
export const assignmentReasons = [
  "new_client",
  "returning",
  "nobody_free",
  "queue_drained",
  "taken",
  "assigned",
  "transferred",
  "unassigned",
  "moved",
  "merged",
  "released_off_duty",
  "operator_deactivated",
  "operator_moved",
  "operator_out_of_sight",
] as const;
export type AssignmentReason = (typeof assignmentReasons)[number];
