/** A-law, 8000 Hz, 8 bit, mono: what the platform deals in (rules.md §6), 64 kbit/s. */
const sampleRate = 8_000
/** A long call's recording is cut: nobody listens to the simulator for two hours. */
export const longestWavSeconds = 30
const formatALaw = 6
const headerBytes = 58

/** A playable recording: two voices taking turns, one a low hum and one a high one, a second each. @param seconds of the call */
export function makeWav(seconds: number): Buffer {
  const samples = Math.max(1, Math.round(Math.min(seconds, longestWavSeconds) * sampleRate))
  const wav = Buffer.alloc(headerBytes + samples)
  writeHeader(wav, samples)
  for (let index = 0; index < samples; index += 1) {
    const second = Math.floor(index / sampleRate)
    const time = index / sampleRate
    const hum = Math.sin(2 * Math.PI * (second % 2 === 0 ? 160 : 230) * time)
    // Syllables: four swells a second, silent in between.
    const swell = Math.max(0, Math.sin(2 * Math.PI * 4 * time))
    wav[headerBytes + index] = toALaw(Math.round(hum * swell * 12_000))
  }
  return wav
}

function writeHeader(wav: Buffer, samples: number): void {
  wav.write('RIFF', 0, 'ascii')
  wav.writeUInt32LE(headerBytes - 8 + samples, 4)
  wav.write('WAVEfmt ', 8, 'ascii')
  wav.writeUInt32LE(18, 16)
  wav.writeUInt16LE(formatALaw, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(sampleRate, 24)
  wav.writeUInt32LE(sampleRate, 28)
  wav.writeUInt16LE(1, 32)
  wav.writeUInt16LE(8, 34)
  wav.writeUInt16LE(0, 36)
  // What is no PCM has a chunk that says how many samples it holds.
  wav.write('fact', 38, 'ascii')
  wav.writeUInt32LE(4, 42)
  wav.writeUInt32LE(samples, 46)
  wav.write('data', 50, 'ascii')
  wav.writeUInt32LE(samples, 54)
}

/** 16-bit linear to A-law (ITU-T G.711): sign, three bits of segment, four of place in it, every other bit turned. */
function toALaw(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0
  const magnitude = Math.min(0x7fff, sample >= 0 ? sample : -sample - 1) >> 3
  let segment = 0
  for (let rest = magnitude >> 5; rest > 0; rest >>= 1) segment += 1
  const place = segment < 2 ? magnitude >> 1 : magnitude >> segment
  return (sign | (segment << 4) | (place & 0x0f)) ^ 0x55
}
