package dev.slipway.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permission a route asks for, in all of the place its address names. A handler method without it is refused to
 * everybody, and fails the build.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Requires {

    Permission value();

    /**
     * The address says only roughly where; the handler learns it from the form or body and asks {@link Access#require}.
     * Who has the permission nowhere in the place of the address does not get so far.
     */
    boolean within() default false;
}
