/** The variable that says until when tests on real hosts may begin, in seconds since 1970; without it, always. */
export const labUntil = "HOLDFAST_LAB_UNTIL";

/** Whether the time that a run gives its tests on real hosts is over: on a machine too slow for all of them. */
export function timeIsOver(now = Date.now(), until = process.env[labUntil]): boolean {
  return until !== undefined && until !== "" && now > Number(until) * 1000;
}
