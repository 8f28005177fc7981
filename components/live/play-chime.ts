let audio: AudioContext | undefined;

/** Two short soft tones; silent until the person has touched the page once, as browsers demand. */
export function playChime(): void {
  audio ??= new AudioContext();
  if (audio.state === "suspended") void audio.resume();
  tone(audio, 660, 0);
  tone(audio, 880, 0.12);
}

function tone(context: AudioContext, hertz: number, delay: number) {
  const start = context.currentTime + delay;
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  oscillator.frequency.value = hertz;
  volume.gain.setValueAtTime(0.0001, start);
  volume.gain.exponentialRampToValueAtTime(0.08, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.25);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.3);
}
