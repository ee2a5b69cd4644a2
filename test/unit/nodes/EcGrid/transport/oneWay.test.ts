import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../../../..');

test("only transport/attempt.ts and the credential's test send requests", () => {
	const files = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.ts'))
			.map((file) => join(folder, file)),
	);
	const sends = /(?<!')\b(helpers\.request\w*|httpRequest\w*|requestWith\w+|requestOAuth\w+|fetch\()/;
	expect(files.filter((file) => sends.test(readFileSync(join(root, file), 'utf8'))).sort()).toEqual([
		'nodes/EcGrid/methods/credentialTest.ts',
		'nodes/EcGrid/transport/attempt.ts',
	]);
});
