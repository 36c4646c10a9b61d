/** Text, or a piece of it that is marked up. */
export type Inline =
  | string
  | { readonly kind: "strong" | "emphasis" | "code"; readonly text: string }
  | {
      readonly kind: "link";
      readonly text: string;
      readonly href: string;
      /** In Markdown: by a reference, whose definition comes at the end of the post. */
      readonly byName: boolean;
    };

/** What a post is made of. Each block can be written as Markdown and as HTML. */
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "paragraph"; readonly content: readonly Inline[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: "quote"; readonly content: readonly Inline[] }
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "image"; readonly alt: string; readonly src: string }
  /** A line of its own that a template engine reads. */
  | { readonly kind: "template"; readonly text: string }
  /** HTML in a post of either kind. */
  | { readonly kind: "raw"; readonly html: string }
  /** As it stands, in both. */
  | { readonly kind: "text"; readonly text: string };
