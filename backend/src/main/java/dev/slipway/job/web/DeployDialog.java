package dev.slipway.job.web;

import dev.slipway.catalog.Project;
import dev.slipway.pipeline.Pipeline;
import dev.slipway.release.Release;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the deploy dialog offers, with what is chosen. */
record DeployDialog(
        String project, List<Option> pipelines, List<Option> environments, List<ServiceOption> services, String key) {

    /** One of several. */
    record Option(String key, String title, String detail, boolean chosen) {}

    /** A service with its releases, newest first. */
    record ServiceOption(String key, String title, boolean chosen, List<VersionOption> versions) {}

    /** A release that may be chosen. */
    record VersionOption(String version, String label, boolean blocked, boolean chosen) {}

    static DeployDialog of(
            Project project,
            List<Pipeline> pipelines,
            Map<String, List<Release>> releases,
            DeployChoice choice,
            String key) {
        var environment = Objects.requireNonNullElse(
                choice.environment(),
                project.environments().isEmpty()
                        ? ""
                        : project.environments().getFirst().key());
        return new DeployDialog(
                project.key(),
                pipelines(pipelines, choice),
                project.environments().stream()
                        .map(e -> new Option(e.key(), e.title(), "", e.key().equals(environment)))
                        .toList(),
                project.services().stream()
                        .map(service -> new ServiceOption(
                                service.key(),
                                service.title(),
                                isChosen(project, service.key(), choice),
                                versions(
                                        releases.getOrDefault(service.key(), List.of()),
                                        choice.versions().get(service.key()))))
                        .toList(),
                key);
    }

    private static List<Option> pipelines(List<Pipeline> all, DeployChoice choice) {
        var wanted = choice.pipeline() != null
                ? choice.pipeline()
                : choice.services().size() > 1 ? "full-deploy" : "deploy";
        var known = all.stream().anyMatch(p -> p.key().equals(wanted));
        return all.stream()
                .map(p -> new Option(
                        p.key(),
                        p.title(),
                        p.steps().size() == 1 ? "1 step" : p.steps().size() + " steps",
                        known ? p.key().equals(wanted) : p.equals(all.getFirst())))
                .toList();
    }

    /** Nothing chosen yet: the first service. */
    private static boolean isChosen(Project project, String service, DeployChoice choice) {
        return choice.services().isEmpty()
                ? project.services().getFirst().key().equals(service)
                : choice.services().contains(service);
    }

    /** Nothing chosen yet: the newest that may be deployed. */
    private static List<VersionOption> versions(List<Release> releases, @Nullable String chosen) {
        var newest = releases.stream()
                .filter(release -> release.blocked() == null)
                .map(Release::version)
                .findFirst()
                .orElse(null);
        var wanted = chosen == null ? newest : chosen;
        return releases.stream()
                .map(release -> new VersionOption(
                        release.version(),
                        label(release, newest),
                        release.blocked() != null,
                        release.version().equals(wanted)))
                .toList();
    }

    private static String label(Release release, @Nullable String newest) {
        var commit = release.commit();
        var detail = release.blocked() != null
                ? "blocked: " + release.blocked()
                : release.version().equals(newest)
                        ? "newest"
                        : commit == null ? "" : commit.substring(0, Math.min(7, commit.length()));
        return detail.isEmpty() ? release.version() : release.version() + " · " + detail;
    }
}
