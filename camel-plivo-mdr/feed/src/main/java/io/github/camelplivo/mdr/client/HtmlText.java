package io.github.camelplivo.mdr.client;

/**
 * The words of an HTML page: its title, else all text outside tags, scripts and styles. One pass that only moves
 * forward, because the page may be made to cost time.
 */
final class HtmlText {

    private final CharSequence html;
    private final StringBuilder words = new StringBuilder();
    private int position;

    private HtmlText(CharSequence html) {
        this.html = html;
    }

    static String of(CharSequence html) {
        return new HtmlText(html).read();
    }

    private String read() {
        while (position < html.length()) {
            if (html.charAt(position) != '<') {
                words.append(html.charAt(position++));
                continue;
            }
            position++;
            if (isAt("script")) {
                skipTo("</script");
            } else if (isAt("style")) {
                skipTo("</style");
            } else if (isAt("title")) {
                skipTo(">");
                String title = title();
                if (!title.isBlank()) {
                    return title;
                }
                continue;
            }
            skipTo(">");
            words.append(' ');
        }
        return words.toString();
    }

    private String title() {
        int start = position;
        while (position < html.length() && html.charAt(position) != '<') {
            position++;
        }
        return html.subSequence(start, position).toString();
    }

    /** Moves behind the next such text, or to the end. */
    private void skipTo(String text) {
        while (position < html.length() && !isAt(text)) {
            position++;
        }
        position = Math.min(position + text.length(), html.length());
    }

    private boolean isAt(String text) {
        for (int i = 0; i < text.length(); i++) {
            int at = position + i;
            if (at >= html.length() || Character.toLowerCase(html.charAt(at)) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
