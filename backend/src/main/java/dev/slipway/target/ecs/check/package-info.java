/** What hinders a deployment on ECS, asked beforehand: one small class a question. */
@NullMarked
package dev.slipway.target.ecs.check;

import org.jspecify.annotations.NullMarked;
