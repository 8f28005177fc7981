// Loaded into every child first: when its starter dies, even by kill -9, the channel between them
// closes and the child ends itself as if it had been asked to.
if (process.channel) {
  process.once("disconnect", () => {
    setTimeout(() => process.exit(1), 8000).unref();
    process.kill(process.pid, "SIGTERM");
  });
  // The channel alone must not keep a finished child alive.
  process.channel.unref();
}
