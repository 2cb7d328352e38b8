import type { Config } from './config-shape.ts'

export type { Config }

/** Gives a configuration its type: `export default defineConfig({ ... })` in `kyx.config.ts` or `kyx.config.mjs`. */
export function defineConfig(config: Config): Config {
  return config
}
