import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { bundleOptions, requireBanner, root } from '../bin/bundle.ts'
import { jpeg } from '../fixtures/images.ts'

// Bundled as the product is: an unbundled subject would be measured with the compiler of schemas and with tsx.
await build({
  ...bundleOptions,
  entryPoints: {
    session: 'bench/session.ts',
    judging: 'bench/judging.ts',
    soak: 'bench/soak.ts',
    many: 'bench/many.ts',
    upload: 'bench/upload.ts',
  },
  outdir: 'bench/dist',
  banner: { js: requireBanner },
  write: true,
})
copyFileSync(join(root, 'dist/validators.cjs'), join(root, 'bench/dist/validators.cjs'))
writeFileSync(join(root, 'bench/dist/image.jpg'), jpeg({ width: 640, height: 400 }))
