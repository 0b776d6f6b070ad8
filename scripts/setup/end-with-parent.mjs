// Preloaded into a long-lived child of our scripts: a script that was killed outright could not say goodbye to it.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
}, 100).unref()
