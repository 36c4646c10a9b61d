// Generated from the files beside it by `npm run generate`.
import type { Rule } from "../src/rule.js";
import corpusConsistentTags from "./corpus/consistent-tags.js";
import corpusNoCrawlDates from "./corpus/no-crawl-dates.js";
import corpusNoDuplicatePermalinks from "./corpus/no-duplicate-permalinks.js";
import corpusNoDuplicateText from "./corpus/no-duplicate-text.js";
import corpusNoRepeatedMarkup from "./corpus/no-repeated-markup.js";
import corpusNoUnreferencedImages from "./corpus/no-unreferenced-images.js";
import frontMatterConsistentDateFormat from "./front-matter/consistent-date-format.js";
import frontMatterConsistentDateOrder from "./front-matter/consistent-date-order.js";
import frontMatterConsistentKeyOrder from "./front-matter/consistent-key-order.js";
import frontMatterConsistentStyle from "./front-matter/consistent-style.js";
import frontMatterNoAmbiguousScalars from "./front-matter/no-ambiguous-scalars.js";
import frontMatterNoEmptyValues from "./front-matter/no-empty-values.js";
import frontMatterNoFutureDate from "./front-matter/no-future-date.js";
import frontMatterNoLeadingContent from "./front-matter/no-leading-content.js";
import frontMatterNoMissing from "./front-matter/no-missing.js";
import frontMatterValidDate from "./front-matter/valid-date.js";
import frontMatterValidFences from "./front-matter/valid-fences.js";
import frontMatterValidSchema from "./front-matter/valid-schema.js";
import frontMatterValidSyntax from "./front-matter/valid-syntax.js";
import galleyNoUnusedDirective from "./galley/no-unused-directive.js";
import galleyValidDirective from "./galley/valid-directive.js";
import htmlConsistentAttributeQuotes from "./html/consistent-attribute-quotes.js";
import htmlLowercaseNames from "./html/lowercase-names.js";
import htmlNoActiveContent from "./html/no-active-content.js";
import htmlNoBlockEditorComments from "./html/no-block-editor-comments.js";
import htmlNoBogusComments from "./html/no-bogus-comments.js";
import htmlNoCommentedMarkup from "./html/no-commented-markup.js";
import htmlNoComments from "./html/no-comments.js";
import htmlNoDuplicateIds from "./html/no-duplicate-ids.js";
import htmlNoEmptyElements from "./html/no-empty-elements.js";
import htmlNoEscapedRawText from "./html/no-escaped-raw-text.js";
import htmlNoInlineStyle from "./html/no-inline-style.js";
import htmlNoLeftoverInterface from "./html/no-leftover-interface.js";
import htmlNoOmittedHtmlMarker from "./html/no-omitted-html-marker.js";
import htmlNoPresentationalMarkup from "./html/no-presentational-markup.js";
import htmlNoStyleElement from "./html/no-style-element.js";
import htmlNoUnclosedComment from "./html/no-unclosed-comment.js";
import htmlNoUnclosedRawText from "./html/no-unclosed-raw-text.js";
import htmlValidMarkup from "./html/valid-markup.js";
import imagesNoInsecureUrl from "./images/no-insecure-url.js";
import imagesNoLazySource from "./images/no-lazy-source.js";
import imagesNoMissingFile from "./images/no-missing-file.js";
import imagesNoPlaceholder from "./images/no-placeholder.js";
import imagesNoTrackingPixel from "./images/no-tracking-pixel.js";
import imagesRequireAlt from "./images/require-alt.js";
import imagesValidSource from "./images/valid-source.js";
import linksNoMissingFile from "./links/no-missing-file.js";
import linksNoRedirector from "./links/no-redirector.js";
import linksNoTrackingParameters from "./links/no-tracking-parameters.js";
import linksRequireNoopener from "./links/require-noopener.js";
import linksValidTarget from "./links/valid-target.js";
import markdownNoIndentedHtml from "./markdown/no-indented-html.js";
import markdownNoOmittedHtml from "./markdown/no-omitted-html.js";
import markdownNoUnescapedTemplate from "./markdown/no-unescaped-template.js";
import textConsistentLineEndings from "./text/consistent-line-endings.js";
import textNoEmptyBody from "./text/no-empty-body.js";
import textNoInvisibleCharacters from "./text/no-invisible-characters.js";
import textNoMojibake from "./text/no-mojibake.js";
import textNoMultipleBlankLines from "./text/no-multiple-blank-lines.js";
import textNoTemplateExpressions from "./text/no-template-expressions.js";
import textNoTrailingSpaces from "./text/no-trailing-spaces.js";
import textRequireFinalNewline from "./text/require-final-newline.js";

/** Every rule, in order of id. */
export const rules = [
  corpusConsistentTags,
  corpusNoCrawlDates,
  corpusNoDuplicatePermalinks,
  corpusNoDuplicateText,
  corpusNoRepeatedMarkup,
  corpusNoUnreferencedImages,
  frontMatterConsistentDateFormat,
  frontMatterConsistentDateOrder,
  frontMatterConsistentKeyOrder,
  frontMatterConsistentStyle,
  frontMatterNoAmbiguousScalars,
  frontMatterNoEmptyValues,
  frontMatterNoFutureDate,
  frontMatterNoLeadingContent,
  frontMatterNoMissing,
  frontMatterValidDate,
  frontMatterValidFences,
  frontMatterValidSchema,
  frontMatterValidSyntax,
  galleyNoUnusedDirective,
  galleyValidDirective,
  htmlConsistentAttributeQuotes,
  htmlLowercaseNames,
  htmlNoActiveContent,
  htmlNoBlockEditorComments,
  htmlNoBogusComments,
  htmlNoCommentedMarkup,
  htmlNoComments,
  htmlNoDuplicateIds,
  htmlNoEmptyElements,
  htmlNoEscapedRawText,
  htmlNoInlineStyle,
  htmlNoLeftoverInterface,
  htmlNoOmittedHtmlMarker,
  htmlNoPresentationalMarkup,
  htmlNoStyleElement,
  htmlNoUnclosedComment,
  htmlNoUnclosedRawText,
  htmlValidMarkup,
  imagesNoInsecureUrl,
  imagesNoLazySource,
  imagesNoMissingFile,
  imagesNoPlaceholder,
  imagesNoTrackingPixel,
  imagesRequireAlt,
  imagesValidSource,
  linksNoMissingFile,
  linksNoRedirector,
  linksNoTrackingParameters,
  linksRequireNoopener,
  linksValidTarget,
  markdownNoIndentedHtml,
  markdownNoOmittedHtml,
  markdownNoUnescapedTemplate,
  textConsistentLineEndings,
  textNoEmptyBody,
  textNoInvisibleCharacters,
  textNoMojibake,
  textNoMultipleBlankLines,
  textNoTemplateExpressions,
  textNoTrailingSpaces,
  textRequireFinalNewline,
] as unknown as readonly Rule[];
