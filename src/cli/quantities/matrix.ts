import { z } from "zod";
import { type DenseMatrix, denseMatrix } from "../../linalg/index.ts";

const accepted = "a matrix: a list of rows, each a list of as many finite numbers, such as [[1,0],[0,1]]";

/** A matrix as a list of rows, read as a dense one; the first row that is empty or of another length is named. */
export const matrix = z
  .array(z.array(z.number("a finite number"), "a row: a list of finite numbers"), accepted)
  .transform((rows, context): DenseMatrix => {
    const columns = rows[0]?.length ?? 0;
    const odd = rows.findIndex((row) => row.length !== columns || row.length === 0);
    if (rows.length === 0 || odd >= 0) {
      const [path, message] =
        rows.length === 0
          ? [[], accepted]
          : [[odd], columns === 0 ? "a row of at least one number" : `a row of ${columns} numbers, as the first has`];
      context.addIssue({ code: "custom", message, path });
      return z.NEVER;
    }
    return denseMatrix(rows.length, columns, Float64Array.from(rows.flat()));
  });
