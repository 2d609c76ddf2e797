package dev.slipway.identity.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.stereotype.Component;

/**
 * Makes the beans of springdoc when the description of the API is asked for the first time. It takes time at the start
 * and memory ever after, for what most portals are never asked.
 */
@Component
class OpenApiLater implements BeanFactoryPostProcessor {

    private final List<String> names = new ArrayList<>();
    private @Nullable ConfigurableListableBeanFactory beans;

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        beans = factory;
        for (var name : factory.getBeanDefinitionNames()) {
            var definition = factory.getBeanDefinition(name);
            if (source(definition).startsWith("org.springdoc.")) {
                definition.setLazyInit(true);
                names.add(name);
            }
        }
    }

    /** Those that nobody depends on too: they add themselves to what describes types. */
    void make() {
        var factory = beans;
        if (factory != null) {
            names.forEach(factory::getBean);
        }
    }

    private static String source(BeanDefinition definition) {
        if (definition instanceof AnnotatedBeanDefinition annotated) {
            var method = annotated.getFactoryMethodMetadata();
            return method == null ? annotated.getMetadata().getClassName() : method.getDeclaringClassName();
        }
        return String.valueOf(definition.getBeanClassName());
    }
}
