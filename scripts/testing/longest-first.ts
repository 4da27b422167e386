import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that run for a minute or more. Vitest starts with the largest ones, and would take these, which are small, last and alone. */
const LONG = /crash-points|crash\/|many-processes/;

/** The order in which test files start: those that take longest first. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
