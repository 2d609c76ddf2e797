package demo.web;

import demo.Release;

/** The one page: a greeting and the number of visits. */
record Page(Release release, String greeting) {

    Answer show(long visits) {
        return Answer.html("""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Harbour %1$s</title>
            <style>
              body { font: 18px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem; }
              @media (prefers-color-scheme: dark) { body { background: #14181c; color: #e8ecf0; } }
              code { font-size: 1rem; }
            </style></head>
            <body><h1>%2$s</h1>
            <p>You are visitor <strong>%3$d</strong>.</p>
            <p>This is <code>web %1$s</code>, built from <code>%4$s</code>.</p></body></html>
            """.formatted(release.version(), escaped(greeting), visits, release.commit()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
