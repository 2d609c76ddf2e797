package dev.slipway.notification.alert;

import dev.slipway.notification.Severity;
import dev.slipway.target.PlacementKey;
import java.time.Instant;
import java.util.List;

/** Finds one sort of thing that is wrong. Found as a bean; asked every half minute on a virtual thread; may block. */
public interface AlertRule {

    /** The key by which it is named, such as {@code review-overdue}. */
    String name();

    /**
     * Everything that is wrong now. What is no longer in the answer is over; an exception changes nothing.
     */
    List<Wrong> look(Instant now);

    /**
     * Something that is wrong.
     *
     * @param key what makes it one thing however often it is found, such as {@code 17} or {@code shop/prod/web}
     * @param path page of the portal where one looks at it
     */
    record Wrong(String key, Severity severity, Place place, String title, String detail, String path) {

        /** Where one sees how a placement is, what happened to it, and what changed before. */
        static String page(PlacementKey placement) {
            return "/projects/" + placement.project() + "/services/" + placement.service() + "/environments/"
                    + placement.environment();
        }
    }

    /** Where it is wrong. */
    record Place(String project, String environment) {}
}
