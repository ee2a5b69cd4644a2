import type { INodeExecutionData } from 'n8n-workflow';

import { bytes } from '../files';
import { run } from '../node';
import { ACKNOWLEDGE, acknowledge, x12File } from './files';

test.each([
	[{ policy: 'Reject' }, '“Errors in the Envelope” is “Reject”, which is none of acceptWithErrors, reject'],
	[{ kind: 997.5 }, '“X12 Acknowledgment” is “997.5”, which is none of version, 997, 999'],
	[{ ta1: 'never' }, '“TA1” is “never”, which is none of requested, onError, always'],
	[{ when: '' }, '“CONTRL” is empty, which is none of requested, always'],
])('Acknowledge with %j is refused by name', async (parameters, message) => {
	const [output] = await acknowledge(x12File(), parameters);
	expect(output!.error).toContain(message);
});

test('997 as a number is 997', async () => {
	const [output] = await acknowledge(x12File(), { kind: 997, ta1: 'requested' });
	expect(output!.error).toBeUndefined();
});

test('an acknowledgment is dated in the time zone of the workflow', async () => {
	jest.useFakeTimers({ now: Date.UTC(2026, 4, 7, 0, 30), doNotFake: ['nextTick', 'setImmediate'] });
	try {
		const data = { data: bytes(x12File()).toString('base64'), mimeType: 'text/plain' };
		const items = [{ json: {}, binary: { data } }] as INodeExecutionData[];
		const [output] = await run(ACKNOWLEDGE, items, 0, 'America/New_York');
		expect(output!.text).toContain('*260506*2030*');
	} finally {
		jest.useRealTimers();
	}
});
