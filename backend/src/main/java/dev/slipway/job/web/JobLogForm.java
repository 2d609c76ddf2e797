package dev.slipway.job.web;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** The forms of a log. */
enum JobLogForm {
    EVENTS(MediaType.TEXT_EVENT_STREAM),
    OBJECTS(MediaType.APPLICATION_NDJSON),
    RANGE(MediaType.APPLICATION_JSON),
    PLAIN(MediaType.TEXT_PLAIN);

    private final MediaType type;

    JobLogForm(MediaType type) {
        this.type = type;
    }

    /** The first acceptable one that is named; plain text for who takes anything. */
    static JobLogForm of(HttpHeaders headers) {
        for (var accepted : accepted(headers)) {
            for (var form : values()) {
                if (accepted.isConcrete() && accepted.equalsTypeAndSubtype(form.type)) {
                    return form;
                }
            }
        }
        return PLAIN;
    }

    private static List<MediaType> accepted(HttpHeaders headers) {
        try {
            var accepted = headers.getAccept();
            MimeTypeUtils.sortBySpecificity(accepted);
            return accepted;
        } catch (InvalidMediaTypeException e) {
            return List.of();
        }
    }
}
