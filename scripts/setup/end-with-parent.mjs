// Preloaded into a long-lived child of our scripts: a script that was killed outright could not say goodbye to it.
const parent = process.ppid
const timer = setInterval(() => {
  if (process.ppid === parent) return
  clearInterval(timer)
  process.kill(process.pid, 'SIGTERM')
}, 100)
timer.unref()
