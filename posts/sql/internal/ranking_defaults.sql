create or replace function internal.ranking_defaults() returns jsonb
language sql immutable parallel safe
as $$
    -- The part that a post earns is base + the sum of weight × (0 to 1, how much of it is so); see feed_scored.
    select jsonb_build_object(
        'base', 1, 'followed', 3, 'reposted', 2, 'circle', 2, 'liked_by_followed', 1.5,
        'similar', 4, 'topic', 3, 'trending', 1.5, 'fresh', 1, 'engagement', 1, 'small_account', 0.5,
        -- What it is multiplied with.
        'half_life_hours', 24, 'less', 0.5, 'more', 1.5, 'author_spread', 0.5, 'topic_spread', 0.5,
        -- Bounds.
        'similar_from', 0.3, 'recent_days', 14, 'small_account_followers', 200)
$$;
comment on function internal.ranking_defaults() is
    'The weights of the for-you ranking that hold where no published version says otherwise.';
grant execute on function internal.ranking_defaults() to topin_user, topin_staff;
