import { Lab } from '../../local-n8n/lab';
import type { SandboxOptions } from '../../sandbox';

export {
	actionName,
	everyTwoSeconds,
	inboxName,
	Lab,
	triggerName,
	withEditor,
	withoutEditor,
} from '../../local-n8n/lab';

// The first run installs n8n.
jest.setTimeout(15 * 60_000);

/** The lab of a test file or describe block. It starts before the tests and is cleaned up after each. */
export function useLab(env?: Record<string, string>, sandbox?: SandboxOptions): Lab {
	const lab = new Lab();
	beforeAll(async () => await lab.start(env, sandbox));
	afterEach(async () => await lab.tidy());
	afterAll(async () => await lab.stop());
	return lab;
}
