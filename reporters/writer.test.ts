import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { reporters } from './index.ts'
import { greenReport } from './sample.ts'
import { writeReports } from './writer.ts'

describe('Report writer', () => {
  let folder = ''

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kyx-writer-'))
  })

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  it('makes folders, writes every report whole and leaves nothing else behind', async () => {
    const requests = (['junit', 'json', 'markdown'] as const).map((reporter) => ({
      reporter,
      path: join(folder, 'a/b', reporters[reporter].defaultFile),
    }))
    const results = await writeReports(requests, greenReport())
    expect(results.map(({ ok }) => ok)).to.deep.equal([true, true, true])
    expect((await readdir(join(folder, 'a/b'))).sort()).to.deep.equal(['junit.xml', 'report.json', 'report.md'])
    expect(await readFile(join(folder, 'a/b/junit.xml'), 'utf8')).to.equal(await reporters.junit.render(greenReport()))
  })

  it('loses no other report when one throws', async () => {
    const broken = {
      ...reporters,
      markdown: {
        ...reporters.markdown,
        render: () => {
          throw new Error('boom')
        },
      },
    }
    const requests = (['markdown', 'junit'] as const).map((reporter) => ({ reporter, path: join(folder, reporter) }))
    const [first, second] = await writeReports(requests, greenReport(), {}, broken)
    expect(first).to.include({ ok: false })
    expect(first).to.have.property('message').that.includes('the markdown reporter failed').and.includes('boom')
    expect(second).to.include({ ok: true })
    expect(await readdir(folder)).to.deep.equal(['junit'])
  })

  it('names path and errno, and says what to do', async () => {
    await writeFile(join(folder, 'file'), '')
    await mkdir(join(folder, 'folder'))
    const [under, onto, fine] = await writeReports(
      [
        { reporter: 'junit', path: join(folder, 'file/junit.xml') },
        { reporter: 'json', path: join(folder, 'folder') },
        { reporter: 'tap', path: join(folder, 'fine.tap') },
      ],
      greenReport(),
    )
    expect(under)
      .to.have.property('message')
      .that.matches(/file.junit\.xml could not be written \((ENOTDIR|EEXIST)\): a file stands where/)
    expect(onto)
      .to.have.property('message')
      .that.matches(/folder could not be written \((EISDIR|EPERM|ENOTEMPTY)\)/)
    expect(fine).to.include({ ok: true })
    expect((await readdir(folder)).sort()).to.deep.equal(['file', 'fine.tap', 'folder'])
  })

  it('puts the older report out of the way when the new one cannot be made, so that it does not pass for it', async () => {
    const path = join(folder, 'junit.xml')
    await writeFile(path, 'old')
    const broken = {
      render: () => {
        throw new Error('no report today')
      },
    }
    const [result] = await writeReports([{ reporter: 'junit', path }], greenReport(), {}, { junit: broken })
    expect(result).to.have.property('message').that.includes('no report today')
    expect(result).to.have.property('message').that.includes('is now junit.xml.old')
    expect(await readdir(folder)).to.deep.equal(['junit.xml.old'])
    expect(await readFile(`${path}.old`, 'utf8')).to.equal('old')
  })

  it('writes through a link to where it leads, and not endlessly to where nothing can be made', async () => {
    await mkdir(join(folder, 'elsewhere'))
    await writeFile(join(folder, 'elsewhere', 'true.tap'), 'old')
    await symlink(join(folder, 'elsewhere', 'true.tap'), join(folder, 'link.tap'))
    const [linked, nowhere] = await writeReports(
      [
        { reporter: 'tap', path: join(folder, 'link.tap') },
        { reporter: 'junit', path: '/proc/no/such/junit.xml' },
      ],
      greenReport(),
    )
    expect(linked).to.include({ ok: true })
    expect((await lstat(join(folder, 'link.tap'))).isSymbolicLink()).to.equal(true)
    expect(await readFile(join(folder, 'elsewhere', 'true.tap'), 'utf8')).to.equal(await reporters.tap.render(greenReport()))
    expect(nowhere)
      .to.have.property('message')
      .that.matches(/junit\.xml could not be written \(\w+\): give another path$/)
  })

  it('writes to a device, and puts no file in its place', async () => {
    const path = join(folder, 'out.json')
    await symlink('/dev/null', path)
    const [result] = await writeReports([{ reporter: 'json', path }], greenReport())
    expect(result?.ok).to.equal(true)
    expect((await lstat(path)).isSymbolicLink()).to.equal(true)
    expect(await readdir(folder)).to.deep.equal(['out.json'])
  })

  it('refuses to write two reports to one path', async () => {
    const path = join(folder, 'x')
    const results = await writeReports(
      [
        { reporter: 'junit', path },
        { reporter: 'json', path },
      ],
      greenReport(),
    )
    expect(results.map(({ ok }) => ok)).to.deep.equal([true, false])
    expect(await readFile(path, 'utf8')).to.match(/^<\?xml/)
  })
})
