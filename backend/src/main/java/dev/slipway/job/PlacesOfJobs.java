package dev.slipway.job;

import dev.slipway.identity.Place;
import dev.slipway.identity.Whereabouts;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Where a job named by its id or number changes something. */
@Component
class PlacesOfJobs implements Whereabouts {

    private final Jobs jobs;

    PlacesOfJobs(Jobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public Set<String> addresses() {
        return Set.of(
                "/api/v1/jobs/{id}", "/projects/{project}/jobs/{number}", "/api/v1/projects/{project}/jobs/{number}");
    }

    @Override
    public Flux<Place> of(Map<String, String> variables) {
        var project = variables.get("project");
        var found = project == null
                ? Whereabouts.number(variables.get("id")).flatMap(jobs::find)
                : Whereabouts.number(variables.get("number")).flatMap(number -> jobs.find(project, number));
        return found.flatMapIterable(Job::places);
    }
}
