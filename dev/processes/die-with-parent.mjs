// Loaded into every child first: when its starter dies, even by kill -9, the channel between them
// closes and the child ends itself as if it had been asked to.
// A child's own forks inherit this file but have another starter, and need their channel as it is.
if (process.channel && process.env.STARTED_BY === String(process.ppid)) {
  process.once("disconnect", () => {
    setTimeout(() => process.exit(1), 8000).unref();
    process.kill(process.pid, "SIGTERM");
  });
  // The channel alone must not keep a finished child alive.
  process.channel.unref();
}
