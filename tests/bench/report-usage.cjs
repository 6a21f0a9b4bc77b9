// Loaded into a measured process by `--require`: writes what it used to the file it is told when it ends.
const { writeFileSync } = require('node:fs')

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  const cpuMs = (userCPUTime + systemCPUTime) / 1000
  writeFileSync(process.env.BENCH_USAGE_FILE, JSON.stringify({ peakMb: maxRSS / 1024, cpuMs }))
})
