package dev.slipway.dashboard.web;

import dev.slipway.approval.BrokenGlass;
import dev.slipway.dashboard.Overview;
import java.time.Instant;
import java.util.List;

/** Broken glass that somebody must review; nothing is shown while there is none. */
record DashboardReviews(String project, List<Item> items, long overdue) {

    /** One that is open. */
    record Item(long job, String title, String gates, String by, Instant reviewBy, boolean overdue) {}

    static DashboardReviews of(Overview overview, Instant now) {
        var items = overview.reviews().stream().map(glass -> item(glass, now)).toList();
        return new DashboardReviews(
                overview.project().key(),
                items,
                items.stream().filter(Item::overdue).count());
    }

    private static Item item(BrokenGlass glass, Instant now) {
        return new Item(
                glass.subject().number(),
                glass.subject().title(),
                String.join(", ", glass.gates()),
                glass.breaking().by().name(),
                glass.reviewBy(),
                glass.overdue(now));
    }
}
