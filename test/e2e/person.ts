import { Canvas } from '../../local-n8n/canvas';
import { EditorOfTests } from './browser';
import { useLab, withEditor } from './lab';

/**
 * An n8n without workflows, open in a browser, and an ECGrid with a trading partner that acknowledges what it gets: what
 * a person has who follows the documentation.
 */
export function usePersonsN8n() {
	const lab = useLab(withEditor, { partner: { answers: 'accept' } });
	const editor = new EditorOfTests(lab);
	beforeAll(async () => await editor.open());
	afterAll(async () => await editor.close());
	return {
		lab,
		editor,
		canvas: new Canvas(editor),
		picture: async (name: string) => await editor.picture(name),
		isConfirmed: (parcelId: number) =>
			lab.sandbox.parcels.find((each) => each.parcelId === parcelId)?.status === 'InBoxTransferred',
	};
}
