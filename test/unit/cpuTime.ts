/** What this process has computed so far, in milliseconds: others may keep the processor. */
export const cpuMilliseconds = () => process.cpuUsage().user / 1_000;
