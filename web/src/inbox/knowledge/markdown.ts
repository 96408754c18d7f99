/**
 * Markdown as it shows. HTML that someone wrote stays text, addresses other than of pages are no links, and pictures, which would
 * tell other servers who reads, are left out: what comes out is safe to show whoever wrote it.
 */
import MarkdownIt from 'markdown-it';

const parser = new MarkdownIt({ html: false, linkify: false }).disable('image');
const isPage = (address: string): boolean => /^https?:\/\//i.test(address);
parser.validateLink = isPage;
parser.renderer.rules['link_open'] = (tokens, index, options, _, renderer) => {
  tokens[index]?.attrSet('rel', 'noopener noreferrer nofollow');
  tokens[index]?.attrSet('target', '_blank');
  return renderer.renderToken(tokens, index, options);
};

export function markdownAsHtml(text: string): string {
  return parser.render(text);
}
