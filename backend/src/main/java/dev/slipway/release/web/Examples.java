package dev.slipway.release.web;

/** What the description of the API shows. */
final class Examples {

    static final String RELEASE = """
        {
          "service": "web",
          "version": "1.4.0",
          "artifacts": [
            {"name": "app", "kind": "archive", "path": "/builds/web-1.4.0.zip",
             "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
          ],
          "commit": "4f1c2ab9",
          "buildLink": "https://ci.example.org/builds/812",
          "labels": {"channel": "stable"},
          "notes": "- 4f1c2ab9 Faster checkout"
        }
        """;

    private Examples() {}
}
