const IN_JAVASCRIPT =
  /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`/g;
const IN_PYTHON =
  /"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|#[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;
const IN_RUBY = /^=begin\b[\s\S]*?^=end\b|#(?!\{)[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/gm;
const IS_COMMENT = /^(?:\/[*/]|#|"""|'''|=begin)/;

/** Code without its comments, which texts are told from; `file` tells the language. */
export function withoutComments(code: string, file: string): string {
  const pattern = file.endsWith('.py') ? IN_PYTHON : file.endsWith('.rb') ? IN_RUBY : IN_JAVASCRIPT;
  return code.replace(pattern, (piece) => (IS_COMMENT.test(piece) ? ' ' : piece));
}
