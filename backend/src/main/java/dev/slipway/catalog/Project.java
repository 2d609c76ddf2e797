package dev.slipway.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A product with its services and environments.
 *
 * @param key readable, unique, used in URLs
 * @param version of the definition, from 1; the entity tag
 * @param environments in the order of promotion
 */
public record Project(String key, String title, long version, List<Environment> environments, List<Service> services) {

    public Project {
        environments = List.copyOf(environments);
        services = List.copyOf(services);
    }

    public Optional<Environment> environment(String key) {
        return environments.stream().filter(e -> e.key().equals(key)).findFirst();
    }

    public Optional<Service> service(String key) {
        return services.stream().filter(s -> s.key().equals(key)).findFirst();
    }
}
