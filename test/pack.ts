import { installN8n } from '../local-n8n/install';
import { packPackage } from '../local-n8n/package';

/** Runs before all tests in a real n8n: packs the package once and installs n8n if necessary. */
export default async function pack(): Promise<void> {
	process.env.ECGRID_TARBALL ??= await packPackage();
	await installN8n();
}
