// Fails when src/api/schema.ts is not what `npm run generate` would write.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'buddy-schema-'));
try {
  const fresh = join(folder, 'schema.ts');
  const tool = join(web, 'node_modules/openapi-typescript/bin/cli.js');
  execFileSync(process.execPath, [tool, '../api/openapi.yaml', '--output', fresh], { cwd: web, stdio: 'pipe' });
  if (readFileSync(fresh, 'utf8') !== readFileSync(join(web, 'src/api/schema.ts'), 'utf8')) {
    console.error('src/api/schema.ts does not match api/openapi.yaml. Run `npm run generate` and commit the result.');
    process.exit(1);
  }
  console.log('src/api/schema.ts matches api/openapi.yaml.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
