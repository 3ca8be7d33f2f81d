/**
 * How long something keeps the processor busy, in milliseconds. Unlike the time on the clock this does not
 * grow with what else the machine is doing.
 */
export function processorTime(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
