import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DateTime } from 'luxon';
import { parse } from 'yaml';

import { n8nVersion } from '../../../local-n8n/version';
import { version } from '../../../package.json';

const folder = join(__dirname, '../../../examples');
const shipped = (file: string) => readFileSync(join(folder, file), 'utf8');

interface ExampleNode {
	name: string;
	type: string;
	typeVersion: number;
	parameters: Record<string, unknown>;
}

/** Returns the nodes of this type in an example. */
const nodesOf = (example: string, type: string) =>
	(JSON.parse(shipped(`${example}.json`)) as { nodes: ExampleNode[] }).nodes.filter(
		(node) => node.type === type,
	);

const parametersOf = (example: string, type: string) =>
	nodesOf(example, type).map(({ parameters }) => parameters);

describe('the notes of the examples', () => {
	const ofBothTriggers = readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.map((file) => file.slice(0, -'.json'.length))
		.filter((name) =>
			['ecGridTrigger', 'ecGridInboxTrigger'].every(
				(type) => nodesOf(name, `n8n-nodes-ecgrid.${type}`).length > 0,
			),
		);

	test.each(ofBothTriggers)('%s: both triggers need the same mailbox', (name) => {
		const notes = parametersOf(name, 'n8n-nodes-base.stickyNote').map(({ content }) => content);
		expect(notes.join()).toContain('the same mailbox in both triggers');
	});

	test("failed parcels return after an hour, which is the trigger's default", () => {
		const [trigger] = parametersOf('inbox-by-document-type', 'n8n-nodes-ecgrid.ecGridInboxTrigger');
		expect(trigger!.options).toEqual({});
	});

	test("the nightly check doesn't change parcels: it only asks ECGrid for mailboxes and waiting parcels", () => {
		const night = 'nightly-check-of-waiting-parcels';
		const operations = parametersOf(night, 'n8n-nodes-ecgrid.ecGrid');
		expect(operations).toMatchObject([{ resource: 'parcel', operation: 'getPending' }]);
		const requests = parametersOf(night, 'n8n-nodes-base.httpRequest');
		expect(requests).toMatchObject([{ method: 'POST', url: 'https://rest.ecgrid.io/v2/mailboxes/list' }]);
	});
});

describe('at night, that the key may list no mailboxes is told to nobody, and any other failure is', () => {
	const [filter] = nodesOf('nightly-check-of-waiting-parcels', 'n8n-nodes-base.filter').filter(
		({ name }) => name === 'Not for want of rights',
	);
	const { leftValue } = (filter!.parameters.conditions as { conditions: Array<{ leftValue: string }> })
		.conditions[0]!;
	/** An item of the HTTP Request node whose request was answered so. */
	const answered = (statusCode: number, body: string) => ({
		error: Object.assign(new Error(`${statusCode} - "${body}"`), {
			statusCode,
			error: body,
			response: { status: statusCode },
		}),
	});
	const isForWantOfRights = new Function('$json', `return (${leftValue.slice(3, -2)})`) as (
		json: object,
	) => boolean;

	test.each<[string, object, boolean]>([
		['ECGrid denies access', answered(403, '{"success":false,"errorCode":"AccessDenied"}'), true],
		['ECGrid denies access as problem JSON', answered(403, '{"title":"Forbidden","traceId":"00-1"}'), true],
		['something denies access, and does not say what it is', answered(403, ''), false],
		['a page of a firewall that n8n could not read', answered(403, '{}'), false],
		['an outage that speaks of 403', answered(503, '{"message":"upstream said 403"}'), false],
		['the page of a firewall', answered(403, '\n<html>Access denied</html>'), false],
		['no connection', { error: Object.assign(new Error('connect 403'), { code: 'ECONNREFUSED' }) }, false],
		['an answer that is no list', { success: false, message: 'Error 403' }, false],
		['an error in words', { error: 'HTTP 403' }, false],
	])('%s', (_, json, expected) => {
		expect(isForWantOfRights(json)).toBe(expected);
	});
});

describe('a week of the traffic report has one key, and the name of its Monday', () => {
	const [store] = parametersOf('weekly-traffic-report', 'n8n-nodes-base.dataTable').filter(
		({ operation }) => operation === 'upsert',
	);
	const { key, week } = (store!.columns as { value: { key: string; week: string } }).value;
	/** The value of an expression in a workflow whose time zone is New York's. */
	const valueOf = (expression: string, periodStart: string) =>
		(
			new Function('$json', '$now', 'DateTime', `return (${expression})`) as (
				json: object,
				now: DateTime,
				dateTime: typeof DateTime,
			) => string
		)({ periodStart }, DateTime.fromISO('2026-03-16T06:00', { zone: 'America/New_York' }), DateTime);
	const day = key.slice(key.lastIndexOf('{{') + 2, key.lastIndexOf('}}'));
	const name = week.slice(week.indexOf('{{') + 2, week.lastIndexOf('}}'));

	test.each([
		['Monday 0:00 of New York in winter', '2026-03-02T05:00:00Z', '2026-03-02', '2026-W10'],
		['168 hours before a Monday in summer', '2026-03-02T04:00:00Z', '2026-03-02', '2026-W10'],
		['Monday 0:00 without a time zone', '2026-03-02T00:00:00', '2026-03-02', '2026-W10'],
		['168 hours before a Monday in winter', '2026-10-26T05:00:00Z', '2026-10-26', '2026-W44'],
		['a Sunday', '2026-03-01T05:00:00Z', '2026-03-01', '2026-W10'],
		['the first week of a year', '2025-12-29T05:00:00Z', '2025-12-29', '2026-W01'],
	])('%s', (_, periodStart, date, monday) => {
		expect(valueOf(day, periodStart)).toBe(date);
		expect(valueOf(name, periodStart)).toBe(monday);
	});
});

test.each(['save-arriving-parcels', 'push-with-safety-net', 'purchase-orders-to-rows', 'send-a-file'])(
	'%s: its note says that the folder of its files must be a volume with Docker',
	(file) => {
		expect(shipped(`${file}.json`)).toContain('.n8n-files/');
		const [note] = parametersOf(file, 'n8n-nodes-base.stickyNote');
		expect(note!.content).toContain('`-v n8n_files:/home/node/.n8n-files`');
		expect(note!.content).toContain('`docker exec -u root n8n chown node /home/node/.n8n-files`');
	},
);

test('no file to send fails the execution: before version 1.1, the node that reads it gives nothing, without an error', () => {
	const [reading] = nodesOf('send-a-file', 'n8n-nodes-base.readWriteFile');
	expect(reading!.typeVersion).toBeGreaterThanOrEqual(1.1);
});

describe('the Compose file', () => {
	const { services, configs } = parse(shipped('docker/compose.yaml')) as {
		services: Record<
			'ecgrid' | 'n8n' | 'caddy',
			{ image: string; command: string[]; environment: object; ports: string[] }
		>;
		configs: { caddyfile: { content: string } };
	};

	test('installs this version of the package in the n8n version it is tested with', () => {
		expect(services.ecgrid.command[0]).toMatch(new RegExp(` n8n-nodes-ecgrid@${version}$`));
		for (const { image } of [services.ecgrid, services.n8n]) expect(image).toBe(`n8nio/n8n:${n8nVersion}`);
	});

	test('registers the public name, with one proxy in front', () => {
		expect(services.n8n.environment).toMatchObject({
			N8N_WEBHOOK_URL: expect.stringMatching(/^https:\/\/\$\{N8N_HOST:\?[^}]*\}\/$/),
			N8N_PROXY_HOPS: 1,
		});
	});

	test('opens the ports that Caddy needs to obtain its certificate automatically', () => {
		expect(services.caddy.ports).toEqual(['80:80', '443:443']);
		expect(configs.caddyfile.content).toMatch(/^\$\{N8N_HOST\} \{/);
		expect(configs.caddyfile.content).not.toMatch(/\b(tls|auto_https|local_certs)\b/);
	});

	test("the service that creates the home folder takes over the data of an earlier version, so that n8n's user owns it", () => {
		const [, command] = /docker compose run --rm -v docker_n8n:\/from ecgrid '(.*)'$/m.exec(
			shipped('docker/compose.yaml'),
		)!;
		const [from, home] = ['from', 'home'].map((name) => mkdtempSync(join(tmpdir(), `ecgrid-${name}-`)));
		writeFileSync(join(from!, 'database.sqlite'), 'kept');
		const moved = command!.replaceAll('/from', from!).replaceAll('/home/node', home!);
		expect(spawnSync('/bin/sh', ['-c', moved]).status).toBe(0);
		expect(readFileSync(join(home!, '.n8n/database.sqlite'), 'utf8')).toBe('kept');
		for (const folder of [from!, home!]) rmSync(folder, { recursive: true });
	});
});
