let context: AudioContext | undefined;

/** Allows sound from now on; a browser heeds it only while somebody touches the page. */
export function unlockSound(): void {
  context ??= new AudioContext();
  void context.resume();
}

/** After so many milliseconds a tone tells of nothing new. */
const LATE_MS = 1_000;

/** Two short tones, one above the other; none where the browser allows no sound yet. */
export function beep(): void {
  const asked = performance.now();
  context ??= new AudioContext();
  const playing = context;
  void playing.resume().then(() => {
    if (performance.now() - asked > LATE_MS) return;
    tone(playing, 880, 0);
    tone(playing, 1_175, 0.18);
  });
}

const SECONDS = 0.15;
const VOLUME = 0.25;

function tone(context: AudioContext, frequency: number, delay: number): void {
  const [oscillator, gain] = [context.createOscillator(), context.createGain()];
  const start = context.currentTime + delay;
  oscillator.frequency.value = frequency;
  // Fades out, or the end would click.
  gain.gain.setValueAtTime(VOLUME, start);
  gain.gain.exponentialRampToValueAtTime(0.001, start + SECONDS);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + SECONDS);
}
