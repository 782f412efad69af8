// The program as its compiler reads it: what every file in src/ imports, and the texts written in it.
import { readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Node } from 'typescript/unstable/ast';
import {
  isCallExpression,
  isExportDeclaration,
  isImportDeclaration,
  isImportTypeNode,
  isLiteralTypeNode,
  isNoSubstitutionTemplateLiteral,
  isStringLiteral,
  isTaggedTemplateExpression,
  isTemplateExpression,
} from 'typescript/unstable/ast/is';
import { API } from 'typescript/unstable/sync';

/** A string or template of the code; comments and what is imported are none. */
export interface Text {
  readonly line: number;
  /** Its fixed pieces, as the program means them, and the source of what stands between them. */
  readonly parts: readonly string[];
  readonly values: readonly string[];
}

export interface Source {
  /** From the root, with forward slashes, like the paths of `imports`. */
  readonly path: string;
  readonly bytes: number;
  /** Files in src/ it imports or exports from, types included; each once. */
  readonly imports: readonly string[];
  readonly texts: readonly Text[];
}

const slashed = (path: string): string => path.split(sep).join('/');

/** What is imported where this node imports something, also as a type or at run time. */
const specifierOf = (node: Node): string | undefined => {
  const from =
    isImportDeclaration(node) || isExportDeclaration(node)
      ? node.moduleSpecifier
      : isImportTypeNode(node) && isLiteralTypeNode(node.argument)
        ? node.argument.literal
        : isCallExpression(node) && node.expression.getText() === 'import'
          ? node.arguments[0]
          : undefined;
  return from !== undefined && isStringLiteral(from) ? from.text : undefined;
};

const textOf = (node: Node): Omit<Text, 'line'> | undefined => {
  if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node))
    return { parts: [node.text], values: [] };
  if (!isTemplateExpression(node)) return undefined;
  const spans = [...node.templateSpans];
  return {
    parts: [node.head.text, ...spans.map(({ literal }) => literal.text)],
    values: spans.map(({ expression }) => expression.getText()),
  };
};

/**
 * Reads every TypeScript file under `root`/src.
 *
 * @throws Error if `root` has no tsconfig.json that takes in src/
 */
export const readSources = (root: string): readonly Source[] => {
  const paths = readdirSync(join(root, 'src'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const isSource = new Set(paths);
  const api = new API({ cwd: root });
  try {
    const [project] = api.updateSnapshot({ openProject: join(root, 'tsconfig.json') }).getProjects();
    return paths.map((path) => {
      const file = project?.program.getSourceFile(path);
      if (file === undefined) throw new Error(`tsconfig.json does not take in ${path}.`);
      const imports = new Set<string>();
      const texts: Text[] = [];
      const visit = (node: Node): void => {
        const specifier = specifierOf(node);
        if (specifier?.startsWith('.')) imports.add(join(dirname(path), specifier));
        const text = textOf(node);
        if (text !== undefined)
          texts.push({ ...text, line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
        // A tag, such as String.raw, says that the template is a pattern or a program, and no sentence.
        if (specifier === undefined && !isTaggedTemplateExpression(node)) node.forEachChild(visit);
      };
      file.forEachChild(visit);
      return {
        path: slashed(relative(root, path)),
        bytes: statSync(path).size,
        imports: [...imports]
          .filter((imported) => isSource.has(imported))
          .map((imported) => slashed(relative(root, imported))),
        texts,
      };
    });
  } finally {
    api.close();
  }
};
