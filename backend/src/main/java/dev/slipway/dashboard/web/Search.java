package dev.slipway.dashboard.web;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Project;
import dev.slipway.job.JobFilter;
import dev.slipway.job.Jobs;
import dev.slipway.release.Release;
import dev.slipway.release.ReleaseFilter;
import dev.slipway.release.ReleaseSearch;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds services, environments, releases and jobs by a few letters. */
@Component
class Search {

    private static final int EACH = 6;

    private final Catalog catalog;
    private final ReleaseSearch releases;
    private final Jobs jobs;

    Search(Catalog catalog, ReleaseSearch releases, Jobs jobs) {
        this.catalog = catalog;
        this.releases = releases;
        this.jobs = jobs;
    }

    /** In the order of likely intent; sorts without a hit are left out. */
    Mono<List<Found>> find(String project, String words) {
        var needle = words.strip().toLowerCase(Locale.ROOT);
        if (needle.isEmpty()) {
            return Mono.just(List.of());
        }
        return catalog.project(project)
                .flatMap(defined -> Flux.concat(
                                Mono.just(places(defined, needle)),
                                jobs(project, needle),
                                releases(project, needle),
                                Mono.just(pages(project, needle)))
                        .filter(found -> !found.hits().isEmpty())
                        .collectList())
                .defaultIfEmpty(List.of());
    }

    private static Found places(Project project, String needle) {
        var home = "/projects/" + project.key();
        var services = project.services().stream()
                .filter(s -> matches(needle, s.key(), s.title()))
                .map(s -> new Found.Hit(s.title(), "service", home + "/services/" + s.key()));
        var environments = project.environments().stream()
                .filter(e -> matches(needle, e.key(), e.title()))
                .map(e -> new Found.Hit(e.title(), "environment", home + "/environments/" + e.key()));
        return new Found(
                "Services and environments",
                Stream.concat(services, environments).limit(EACH).toList());
    }

    private Mono<Found> jobs(String project, String needle) {
        var q = needle.startsWith("#") ? needle.substring(1) : needle;
        var filter = new JobFilter(project, null, null, null, null, null, null, q);
        return jobs.page(filter, EACH, null)
                .map(page -> new Found(
                        "Jobs",
                        page.jobs().stream()
                                .map(job -> new Found.Hit(
                                        "#" + job.number() + " " + job.order().title(),
                                        DashboardWords.state(job),
                                        "/projects/" + project + "/jobs/" + job.number()))
                                .toList()));
    }

    private Mono<Found> releases(String project, String needle) {
        return releases.page(new ReleaseFilter(project, null, needle, null, null, EACH))
                .map(page -> new Found(
                        "Releases", page.releases().stream().map(Search::hit).toList()));
    }

    private static Found.Hit hit(Release release) {
        return new Found.Hit(
                release.service() + " " + release.version(),
                release.blocked() == null ? "release" : "blocked release",
                "/projects/" + release.project() + "/services/" + release.service() + "/releases/" + release.version());
    }

    private static Found pages(String project, String needle) {
        var home = "/projects/" + project;
        return new Found(
                "Pages",
                Stream.of(
                                new Found.Hit("Dashboard", "page", home),
                                new Found.Hit("Jobs", "page", home + "/jobs"),
                                new Found.Hit("Deploy", "dialog", home + "/deploy"),
                                new Found.Hit("Releases", "page", home + "/releases"),
                                new Found.Hit("Definition", "page", home + "/definition"),
                                new Found.Hit("Pipelines", "page", home + "/pipelines"),
                                new Found.Hit("Variables", "page", home + "/variables"),
                                new Found.Hit("History", "page", home + "/history"))
                        .filter(hit -> matches(needle, hit.title()))
                        .toList());
    }

    private static boolean matches(String needle, String... texts) {
        return Stream.of(texts).anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(needle));
    }
}
