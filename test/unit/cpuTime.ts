/** What this process has computed so far, in milliseconds: others may keep the processor. */
export const cpuMilliseconds = () => process.cpuUsage().user / 1_000;

/** What linear time is at most for some millions of characters, on a slow machine, in milliseconds. Quadratic, they take minutes. */
export const LINEAR_MS = 10_000;
